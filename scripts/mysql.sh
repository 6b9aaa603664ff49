#!/usr/bin/env bash
# Brings a real MySQL 9 from Debian's "sid" packages into a folder of its own, without root and without installing
# anything: scripts/mysql.sh [folder]. Prints the path of a launcher that takes mysqld's options.
# The mirror is the one this machine's apt already uses. Works on Debian and Ubuntu derivatives that know Debian's keys.
set -euo pipefail

say() { echo "mysql.sh: $*" >&2; }

here=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "${1:-$here/.cache/mysql}"
folder=$(cd "${1:-$here/.cache/mysql}" && pwd)
launcher="$folder/mysqld"
if [ -x "$launcher" ] && "$launcher" --version >/dev/null 2>&1; then echo "$launcher"; exit 0; fi

for tool in apt-get dpkg dpkg-deb tar; do
  command -v "$tool" >/dev/null || { say "$tool is needed: this works on Debian and its relatives only."; exit 1; }
done
architecture=$(dpkg --print-architecture)
case "$architecture" in
  amd64) loader=ld-linux-x86-64.so.2 triplet=x86_64-linux-gnu ;;
  arm64) loader=ld-linux-aarch64.so.1 triplet=aarch64-linux-gnu ;;
  *) say "no recipe for the architecture $architecture."; exit 1 ;;
esac

# The main archive of Debian, as this machine's own sources name it (both forms of source files).
mirrors() {
  local file
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -f "$file" ] && sed -nE 's/^deb +(\[[^]]*\] +)?([^ ]+) +.*/\2/p' "$file"
  done
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -f "$file" ] && sed -nE 's/^URIs: *//p' "$file" | tr ' ' '\n'
  done
  true
}
mirror=$(mirrors | grep -E '/debian/?$' | head -n 1 || true)
if [ -z "$mirror" ]; then say "apt's sources on this machine name no Debian mirror."; exit 1; fi

keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -f "$keys" ] || { say "$keys is missing (package debian-archive-keyring)."; exit 1; }

rm -rf "$folder"/{root,lists,cache,etc}
mkdir -p "$folder"/{lists/partial,cache/archives/partial,etc/apt.conf.d,etc/preferences.d,root}
: > "$folder/status"
echo "deb [signed-by=$keys] $mirror sid main" > "$folder/sources.list"
# The machine's own apt settings (proxies and the like) are read first; these keep everything else in our folder.
export APT_CONFIG="$folder/apt.conf"
cat > "$APT_CONFIG" <<EOF
Dir::State "$folder"; Dir::State::lists "$folder/lists"; Dir::State::status "$folder/status";
Dir::Cache "$folder/cache"; Dir::Etc::sourcelist "$folder/sources.list"; Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null"; Dir::Etc::preferencesparts "/dev/null"; Dir::Log "$folder";
APT::Architecture "$architecture"; APT::Install-Recommends "false"; Acquire::Languages "none";
Acquire::Check-Valid-Until "false"; Acquire::Retries "2"; Acquire::http::Timeout "30"; APT::Sandbox::User "";
Debug::NoLocking "true"; APT::Keep-Downloaded-Packages "true"; Binary::apt-get::APT::Keep-Downloaded-Packages "true";
DPkg::Post-Invoke-Success ""; APT::Update::Post-Invoke-Success ""; APT::Update::Post-Invoke "";
EOF

say "downloading MySQL from $(echo "$mirror" | sed -E 's#^[a-z]+://([^/]+).*#\1#') (about 75 MB) …"
apt-get -qq update >&2 || { say "the package index could not be downloaded."; exit 1; }
apt-get -qq -y --download-only install mysql-server-core >&2 || { say "the packages could not be downloaded."; exit 1; }

for package in "$folder"/cache/archives/*.deb; do
  case "$(basename "$package")" in perl*|libperl*) continue ;; esac
  dpkg-deb --fsys-tarfile "$package" |
    tar -x -C "$folder/root" --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --keep-directory-symlink
done
rm -rf "$folder/cache" "$folder/lists"

# sid's programs want sid's C library: they are started by its own loader. `--no-defaults` counts only in first place.
libraries="$folder/root/usr/lib/$triplet"
cat > "$launcher" <<EOF
#!/bin/sh
[ "\$1" = --no-defaults ] && shift
exec "$libraries/$loader" --library-path "$libraries" "$folder/root/usr/sbin/mysqld" --no-defaults \\
  --basedir="$folder/root/usr" --lc-messages-dir="$folder/root/usr/share/mysql" "\$@"
EOF
chmod +x "$launcher"
"$launcher" --version >&2
echo "$launcher"
