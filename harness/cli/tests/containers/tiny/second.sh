#!/bin/sh
# Runs a command beside an engine of its own: `second.sh DIRECTORY COMMAND...`, in namespaces for networks, mounts and
# processes, with which the engine ends. It makes the image `tiny:1`, and kills the engine once DIRECTORY/kill is there.
set -e
directory=$1
shift
ip link set lo up
mkdir -p "$directory/engine" "$directory/root/bin"
mount -t tmpfs tmpfs "$directory/engine"
export DOCKER_HOST="unix://$directory/engine/socket"
dockerd --data-root "$directory/engine/data" --exec-root "$directory/engine/run" --pidfile "$directory/engine/pid" \
    --host "$DOCKER_HOST" --storage-driver vfs >"$directory/dockerd.log" 2>&1 &
engine=$!
until docker version >/dev/null 2>&1; do
    kill -0 "$engine" || { tail "$directory/dockerd.log"; exit 1; }
done
cp "$(command -v busybox)" "$directory/root/bin/busybox"
echo '<h1>tiny</h1>' >"$directory/root/index.html"
tar -C "$directory/root" -c . |
    docker import --change 'CMD ["/bin/busybox", "httpd", "-f", "-p", "8000", "-h", "/"]' - tiny:1 >/dev/null
(until [ -e "$directory/kill" ]; do :; done; kill -KILL "$engine") &
exec "$@"
