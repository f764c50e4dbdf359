#!/usr/bin/env bash
# Procedure `fetch`: copies a backup from a second server, to which it was copied by rsync over SSH.
#
# RUNPROOF_BACKUP is the name of the file, RSYNC_FROM the server and the directory, as `backup@server:/backups`.
# RSYNC_SSH is how ssh is called, as `ssh -i KEY -o UserKnownHostsFile=FILE`; without it `ssh` alone.
# The whole file is sent and its digest compared; ssh asks nobody anything.
set -euo pipefail
umask 077

part="$RUNPROOF_INTO.part"
trap 'rm -f -- "$part"' EXIT

rsync --whole-file --protect-args -e "${RSYNC_SSH:-ssh} -o BatchMode=yes" -- "$RSYNC_FROM/$RUNPROOF_BACKUP" "$part"
[[ -f "$part" && -s "$part" ]] || { echo "rsync: $RUNPROOF_BACKUP is empty or no file" >&2; exit 65; }
mv -- "$part" "$RUNPROOF_INTO"
