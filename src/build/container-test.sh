#!/usr/bin/env bash
# Builds the image and tries it out, as an unprivileged user and without an engine: buildah, crun (or runc: RUNTIME=runc) and jq are
# enough.
#
#   src/build/container-test.sh [OPTION OF buildah build]...
#
# The container runs with a read-only root, no network, no capability, and /tmp in memory. RUNS=5 says how often it is
# started with and without the cache; JAVA_HOME may name a JDK 25 whose drawings the container's are compared with.
# MEMORY=512 limits it to as many megabytes, which takes root.
set -euo pipefail
cd "$(dirname "$0")/../.."

IMAGE=localhost/qudiffuse
RUNTIME=${RUNTIME:-crun}

say() { printf '%-46s %s\n' "$1" "$2"; }
fail() { echo "container-test: expected $1, got ${2:-none}" >&2; exit 1; }

if [[ ${1:-} != --inside ]]; then
  buildah build --isolation chroot --format docker --build-arg REVISION="$(git rev-parse HEAD)" -t $IMAGE "$@" .
  if [[ $(id -u) -ne 0 ]]; then
    exec buildah unshare "$0" --inside # where this user is root, and 10001 is a user, too
  fi
fi

bundle=$(mktemp -d)
container=$(buildah from --pull-never $IMAGE)
outside= # the service that runs beside the container
cleanup() {
  "$RUNTIME" --root "$bundle/state" delete --force qudiffuse 2>/dev/null || true
  if [[ $outside ]]; then kill "$outside" || true; fi
  buildah umount "$container" >/dev/null
  buildah rm "$container" >/dev/null
  rm -rf "$bundle"
}
trap cleanup EXIT
root=$(buildah mount "$container")
config=$(buildah inspect --type image $IMAGE | jq .Docker.config)
jq -j '.Healthcheck.Test[1:][] + "\u0000"' <<<"$config" >"$bundle/health"
mapfile -d '' -t health <"$bundle/health"

# start OPTION_OF_JAVA...: the image's own entrypoint, user, environment and folder
start() {
  jq -n --argjson image "$config" --arg root "$root" --arg options "$*" --argjson memory "${MEMORY:-0}" '
    ($image.User | split(":") | map(tonumber)) as $user |
    {ociVersion: "1.0.0",
     root: {path: $root, readonly: true},
     process: {
       user: {uid: $user[0], gid: $user[1]},
       args: $image.Entrypoint,
       env: ($image.Env + (if $options == "" then [] else ["JDK_JAVA_OPTIONS=" + $options] end)),
       cwd: $image.WorkingDir,
       noNewPrivileges: true,
       capabilities: {bounding: [], effective: [], permitted: [], inheritable: [], ambient: []}},
     mounts: [
       {destination: "/proc", type: "proc", source: "proc"},
       {destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "mode=755", "size=64k"]},
       {destination: "/tmp", type: "tmpfs", source: "tmpfs", options: ["nosuid", "nodev", "mode=1777", "size=64m"]}],
     linux: {namespaces: (["pid", "network", "ipc", "uts", "mount"] | map({type: .}))}} |
    if $memory > 0 then
      .linux += {cgroupsPath: "/qudiffuse-test", resources: {memory: {limit: ($memory * 1048576)}}} |
      .mounts += [{destination: "/sys/fs/cgroup", type: "cgroup", source: "cgroup", options: ["ro"]}]
    else . end' >"$bundle/config.json"
  began=$(date +%s%N)
  "$RUNTIME" --root "$bundle/state" run --bundle "$bundle" qudiffuse >"$bundle/log" 2>&1 &
  running=$!
  # asked from within: what starts a process in a container costs far more than the question
  until inside /bin/bash -c 'until "$@"; do sleep 0.03; done' - "${health[@]}"; do
    kill -0 $running 2>/dev/null || { cat "$bundle/log" >&2; fail "a container that runs"; }
    sleep 0.03
  done
  took=$((($(date +%s%N) - began) / 1000000))
}

inside() { "$RUNTIME" --root "$bundle/state" exec --cap= qudiffuse "$@" 2>/dev/null; }
stop() {
  local before=$(date +%s%N) code=0
  "$RUNTIME" --root "$bundle/state" kill qudiffuse TERM
  wait $running || code=$?
  [[ $code -eq 143 ]] || fail "exit code 143 after SIGTERM" $code
  stopped=$((($(date +%s%N) - before) / 1000000))
}

# draw QUERY: the answer's body, asked for inside, where the only network is
draw() {
  inside /bin/bash -c "exec 3<>/dev/tcp/127.0.0.1/8080
    printf 'POST /generate?$1 HTTP/1.0\r\nAccept: image/png\r\nContent-Length: 0\r\n\r\n' >&3; cat <&3" |
    LC_ALL=C sed '1,/^\r$/d'
}
first_process() { inside cat "/proc/1/$1"; }
resident() { first_process status | awk -v name="$1:" '$1 == name {printf "%.0f MB", $2 / 1024}'; }
# processor time of the service so far, in hundredths of a second
processor() { first_process stat | sed 's/.*) //' | awk '{print $12 + $13}'; }
median() { sort -n | awk '{a[NR] = $1} END {print a[int((NR + 1) / 2)]}'; }

start
say 'answers its health check after' "$took ms"
say 'user and group' "$(first_process status | awk '/^[UG]id/ {printf "%s ", $3}')"
[[ $(first_process status | awk '/^[UG]id/ {print $3}' | sort -u) != 0* ]] || fail 'a user that is not root' root
[[ $(first_process status | awk '/^CapEff/ {print $2}') =~ ^0+$ ]] || fail 'no capability' some
[[ $(first_process net/dev | grep -c :) -eq 1 ]] || fail 'no network but lo' "$(first_process net/dev)"
inside /bin/bash -c 'for place in / /app /opt /etc /var; do ! touch $place/trace || exit 1; done' ||
  fail 'a root that cannot be written to' 'one that can'

draw 'digit=7&seed=1' >"$bundle/inside.png"
port=${PORT:-18480}
"${JAVA_HOME:-$root/opt/jre}/bin/java" -jar "$root/app/qudiffuse.jar" \
  --server.port="$port" --management.server.port=$((port + 1)) >"$bundle/outside.log" 2>&1 &
outside=$!
ask() {
  exec 3<>"/dev/tcp/127.0.0.1/$port" && printf '%s HTTP/1.0\r\nContent-Length: 0\r\n\r\n' "$1" >&3 && cat <&3
}
until ask 'GET /readyz' 2>/dev/null | grep -q '^HTTP/1.1 200'; do
  kill -0 $outside 2>/dev/null || { cat "$bundle/outside.log" >&2; fail 'a service to compare with'; }
  sleep 0.2
done
ask 'POST /generate?digit=7&seed=1' | LC_ALL=C sed '1,/^\r$/d' >"$bundle/outside.png"
kill $outside && wait $outside || true
outside=
[[ $(head -c 4 "$bundle/inside.png" | tail -c 3) == PNG ]] || fail 'a PNG' "$(head -c 300 "$bundle/inside.png")"
cmp "$bundle/inside.png" "$bundle/outside.png"
say 'the same PNG as outside, SHA-256' "$(sha256sum <"$bundle/inside.png" | cut -c1-16)..."

say 'resident when ready' "$(resident VmRSS)"
for query in count=8 count=8 count=8 count=8 count=8 'count=16&size=1024'; do
  for caller in 1 2 3 4 5 6 7 8; do draw "$query" >"$bundle/answer-$caller" & done
  wait $(jobs -p | grep -v "^$running$")
  for answer in "$bundle"/answer-*; do
    [[ $(head -c 4 "$answer" | tail -c 3) == PNG ]] || fail 'a PNG' "$(head -c 300 "$answer")"
  done
done
say 'resident after 448 images; at most' "$(resident VmRSS); $(resident VmHWM)"
grep -q ' Kernels: vector, ' "$bundle/log" || fail 'kernels on vectors' "$(grep -i kernels "$bundle/log")"
! grep -E ' ERROR | WARN |Exception' "$bundle/log" || fail 'a log without complaints'
stop
say 'ended after SIGTERM, 143, within' "$stopped ms"

start -Xlog:class+load:file=/tmp/classes
loaded=$(inside grep -c 'source:' /tmp/classes)
cached=$(inside grep -c 'source: shared objects file' /tmp/classes)
say 'classes from the cache, of all' "$cached of $loaded"
[[ $((cached * 100)) -gt $((loaded * 70)) ]] || fail 'most classes from the cache' "$cached of $loaded"
stop

for cache in auto off; do
  for ((run = 0; run < ${RUNS:-5}; run++)); do
    start -XX:AOTMode=$cache
    echo "$took" >>"$bundle/took-$cache"
    processor >>"$bundle/processor-$cache"
    stop
  done
  say "start to ready, cache $cache, median" \
    "$(median <"$bundle/took-$cache") ms, processor time $(median <"$bundle/processor-$cache")0 ms"
done

buildah push --quiet $IMAGE "oci-archive:$bundle/image.tar"
say 'image, compressed; as files' "$(du -m "$bundle/image.tar" | cut -f1) MB; $(buildah images --format '{{.Size}}' $IMAGE)"
