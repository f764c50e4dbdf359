#!/usr/bin/env bash
# Procedure `decrypt`: decrypts a backup that was encrypted by age.
#
# RUNPROOF_BACKUP is the encrypted file, AGE_IDENTITY the file with the key that opens it; without it the target's `key` is.
# Every block is authenticated: a changed or cut file is refused, and what was decrypted of it is removed.
set -euo pipefail
umask 077

part="$RUNPROOF_INTO.part"
trap 'rm -f -- "$part"' EXIT

key="${AGE_IDENTITY:-${RUNPROOF_KEY:?neither AGE_IDENTITY nor a key of the target}}"
age --decrypt --identity "$key" --output "$part" "$RUNPROOF_BACKUP"
[[ -s "$part" ]] || { echo "age: $RUNPROOF_BACKUP holds nothing" >&2; exit 65; }
mv -- "$part" "$RUNPROOF_INTO"
