#!/usr/bin/env bash
# Procedure `decrypt`: decrypts a backup that was encrypted by GnuPG, for a key or with a passphrase.
#
# RUNPROOF_BACKUP is the encrypted file. What opens it is GPG_PASSPHRASE_FILE, a file whose first line is the passphrase;
# without it the target's `key`, which may be such a file or an exported secret key; without that the key ring of GNUPGHOME.
# A secret key is taken into a ring of this run alone. A changed or cut file is refused.
set -euo pipefail
umask 077

part="$RUNPROOF_INTO.part"
ring=''
tidy_up() {
    rm -f -- "$part"
    if [[ -n "$ring" ]]; then
        gpgconf --homedir "$ring" --kill all || true
        rm -rf -- "$ring"
    fi
}
trap tidy_up EXIT

key="${GPG_PASSPHRASE_FILE:-${RUNPROOF_KEY:-}}"
options=()
if [[ -n "$key" ]] && grep -qs -e '-BEGIN PGP PRIVATE KEY' "$key"; then
    ring=$(mktemp -d)
    options=(--homedir "$ring")
    gpg --batch --quiet --no-tty "${options[@]}" --import "$key"
elif [[ -n "$key" ]]; then
    options=(--pinentry-mode loopback --passphrase-file "$key")
fi
gpg --batch --quiet --no-tty "${options[@]}" --output "$part" --decrypt "$RUNPROOF_BACKUP"
[[ -s "$part" ]] || { echo "gpg: $RUNPROOF_BACKUP holds nothing" >&2; exit 65; }
mv -- "$part" "$RUNPROOF_INTO"
