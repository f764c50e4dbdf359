#!/usr/bin/env bash
# Procedure `fetch`: copies a backup from wherever rclone reaches.
#
# RUNPROOF_BACKUP is the name of the file, RCLONE_FROM the remote and the directory it is in, as `offsite:backups`.
# RCLONE_CONFIG is the file in which the remote stands; without it rclone looks where it always does.
# rclone compares the digest of the copy with that of the source, where the other side can tell one.
set -euo pipefail
umask 077

part="$RUNPROOF_INTO.part"
trap 'rm -f -- "$part"' EXIT

rclone copyto --retries 1 --error-on-no-transfer "$RCLONE_FROM/$RUNPROOF_BACKUP" "$part"
[[ -f "$part" && -s "$part" ]] || { echo "rclone: $RUNPROOF_BACKUP is empty or no file" >&2; exit 65; }
mv -- "$part" "$RUNPROOF_INTO"
