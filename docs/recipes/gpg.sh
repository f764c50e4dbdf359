#!/usr/bin/env bash
# Procedure `decrypt`: decrypts a backup that was encrypted by GnuPG, for a key or with a passphrase.
#
# RUNPROOF_BACKUP is the encrypted file. GNUPGHOME is the directory of the key ring; without it that of the user is taken.
# GPG_PASSPHRASE_FILE is a file whose first line is the passphrase, where there is one.
set -euo pipefail
umask 077

part="$RUNPROOF_INTO.part"
trap 'rm -f -- "$part"' EXIT

passphrase=()
if [[ -n "${GPG_PASSPHRASE_FILE:-}" ]]; then
    passphrase=(--pinentry-mode loopback --passphrase-file "$GPG_PASSPHRASE_FILE")
fi
gpg --batch --quiet --no-tty "${passphrase[@]}" --output "$part" --decrypt "$RUNPROOF_BACKUP"
[[ -s "$part" ]] || { echo "gpg: $RUNPROOF_BACKUP holds nothing" >&2; exit 65; }
mv -- "$part" "$RUNPROOF_INTO"
