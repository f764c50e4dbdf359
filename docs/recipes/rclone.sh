#!/usr/bin/env bash
# Procedure `fetch`: copies a backup from wherever rclone reaches.
#
# RUNPROOF_BACKUP is the file, of whose path only the name counts; RCLONE_FROM is the remote and the directory it is in, as
# `offsite:backups`.
# RCLONE_CONFIG is the file in which the remote stands; without it rclone looks where it always does.
# rclone compares the digest of the copy with that of the source, where the other side can tell one.
set -euo pipefail
umask 077

part="$RUNPROOF_INTO.part"
trap 'rm -f -- "$part"' EXIT

name="${RUNPROOF_BACKUP##*/}"
rclone copyto --retries 1 --error-on-no-transfer "$RCLONE_FROM/$name" "$part"
[[ -f "$part" && -s "$part" ]] || { echo "rclone: $name is empty or no file" >&2; exit 65; }
mv -- "$part" "$RUNPROOF_INTO"
