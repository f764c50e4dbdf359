#!/usr/bin/env bash
# Procedure `fetch`: takes a backup out of a restic repository.
#
# RUNPROOF_BACKUP is the path of the file as it was backed up, of the newest snapshot that has it, or SNAPSHOT:PATH.
# RESTIC_REPOSITORY and RESTIC_PASSWORD_FILE say where the repository is and what opens it; without the latter the target's
# `key` does.
# restic compares what it reads with its own digests. Nothing is written to the repository, not even a lock.
set -euo pipefail
umask 077

part="$RUNPROOF_INTO.part"
trap 'rm -f -- "$part"' EXIT

if [[ -z "${RESTIC_PASSWORD_FILE:-}${RESTIC_PASSWORD_COMMAND:-}" ]]; then
    export RESTIC_PASSWORD_FILE="${RUNPROOF_KEY:?neither RESTIC_PASSWORD_FILE nor a key of the target}"
fi
case "$RUNPROOF_BACKUP" in
    /*) snapshot=latest path="$RUNPROOF_BACKUP" ;;
    *:/*) snapshot="${RUNPROOF_BACKUP%%:*}" path="${RUNPROOF_BACKUP#*:}" ;;
    *)
        echo "restic: write the whole path, or SNAPSHOT:PATH, and not $RUNPROOF_BACKUP" >&2
        exit 64
        ;;
esac
restic --quiet --no-lock --no-cache dump "$snapshot" "$path" >"$part"
[[ -s "$part" ]] || { echo "restic: $path in $snapshot is empty" >&2; exit 65; }
mv -- "$part" "$RUNPROOF_INTO"
