#!/usr/bin/env bash
# Procedure `fetch`: copies a backup from a second server, to which it was copied by rsync over SSH.
#
# RUNPROOF_BACKUP is the file, of whose path only the name counts; RSYNC_FROM is the server and the directory, as
# `backup@server:/backups`.
# RSYNC_SSH is how ssh is called, as `ssh -i KEY -o UserKnownHostsFile=FILE`; without it `ssh` alone.
# The whole file is sent and its digest compared; ssh asks nobody anything.
set -euo pipefail
umask 077

part="$RUNPROOF_INTO.part"
trap 'rm -f -- "$part"' EXIT

name="${RUNPROOF_BACKUP##*/}"
rsync --whole-file --protect-args -e "${RSYNC_SSH:-ssh} -o BatchMode=yes" -- "$RSYNC_FROM/$name" "$part"
[[ -f "$part" && -s "$part" ]] || { echo "rsync: $name is empty or no file" >&2; exit 65; }
mv -- "$part" "$RUNPROOF_INTO"
