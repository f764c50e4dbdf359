#!/usr/bin/env bash
# Procedure `fetch`: takes a backup out of a Borg repository.
#
# RUNPROOF_BACKUP is the path of the file as it was backed up, of the newest archive, or ARCHIVE::PATH.
# BORG_REPO and BORG_PASSCOMMAND (or BORG_PASSPHRASE) say where the repository is and what opens it; without the latter the
# target's `key` does.
# borg compares what it reads with its own digests, and ends with 1 for a path that the archive does not have.
set -euo pipefail
umask 077

part="$RUNPROOF_INTO.part"
trap 'rm -f -- "$part"' EXIT

if [[ -z "${BORG_PASSCOMMAND:-}${BORG_PASSPHRASE:-}" && -n "${RUNPROOF_KEY:-}" ]]; then
    BORG_PASSPHRASE=$(cat -- "$RUNPROOF_KEY")
    export BORG_PASSPHRASE
fi
case "$RUNPROOF_BACKUP" in
    *::*) archive="${RUNPROOF_BACKUP%%::*}" path="${RUNPROOF_BACKUP#*::}" ;;
    *) archive=$(borg list --last 1 --short "$BORG_REPO") path="$RUNPROOF_BACKUP" ;;
esac
[[ -n "$archive" ]] || { echo "borg: there is no archive in $BORG_REPO" >&2; exit 66; }
borg extract --stdout "$BORG_REPO::$archive" "${path#/}" >"$part"
[[ -s "$part" ]] || { echo "borg: $path in $archive is empty" >&2; exit 65; }
mv -- "$part" "$RUNPROOF_INTO"
