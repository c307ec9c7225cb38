#!/bin/sh
# Makes what docker-compose.yml reads as secrets, in .secrets/ or the folder that the first argument names. Files that are
# there stay as they are. The folder is for its owner alone; the files in it can be read by all, since the users inside of
# the containers differ.
set -eu
cd "$(dirname "$0")/../.."
folder=${1:-.secrets}
mkdir -p "$folder"
chmod 700 "$folder"

make() { # name, text
	[ -e "$folder/$1" ] || printf '%s\n' "$2" >"$folder/$1"
	chmod 444 "$folder/$1"
}
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

make dx-token "$(random)"
make database-password "$(random)"
make index-password "$(random)"
make redis-password "$(random)"
make redis-users "user default on >$(cat "$folder/redis-password") ~* &* +@all"
make grafana-password "$(random)"
# A provider of the development chain, whose key everybody knows. On any other chain: your own secret phrase.
make wingman-key //Wing1
