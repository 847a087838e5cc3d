#!/bin/sh
# Writes the classes of short commands and of planner processes into archives that a JVM maps into
# memory instead of loading and verifying them one by one. Without them everything works, slower.
set -eu
home=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
archives="$home/runner/cli/target/archives"
path="$home/runner/cli/target/runner-cli-0.1.0-SNAPSHOT.jar:$(cat "$home/runner/cli/target/classpath")"
if [ -n "${JAVA_HOME:-}" ]; then java="$JAVA_HOME/bin/java"; else java=java; fi
mkdir -p "$archives"
new=$(mktemp -d "$archives/new.XXXXXX")
trap 'rm -rf "$new"' EXIT

# archive NAME CLASS ARGUMENT...: what that run loads
archive() {
  name=$1
  shift
  "$java" -XX:ArchiveClassesAtExit="$new/$name" -Xlog:disable -Xshare:auto \
    -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.timezone=UTC \
    -Ddaggers.root="$home" -Djava.net.preferIPv4Stack=true \
    --add-opens=java.base/java.lang=ALL-UNNAMED \
    --add-opens=java.base/java.util=ALL-UNNAMED \
    --add-opens=java.base/java.nio=ALL-UNNAMED \
    -cp "$path" "$@" >/dev/null 2>&1 || true
  [ ! -f "$new/$name" ] || mv -f "$new/$name" "$archives/$name"
}

archive worker.jsa io.daggers.validator.worker.Rehearsal "$home"
mkdir "$new/repository"
cp -R "$home/daggers" "$home/schemas" "$new/repository"
archive run.jsa io.daggers.cli.Rehearsal "$new/repository" transport/completed-bookings rides.booking.v1.BookingEvent
archive cli.jsa io.daggers.cli.DaggerCommand validate --root "$home"
