// The packages that carry Node declare `os` and `cpu` as plain strings, which pnpm drops from the lockfile and
// then installs every platform's binary. Written as lists, only the host's own is installed.
export const hooks = {
  readPackage(pkg) {
    if (/^node-(linux|win|darwin)-/.test(pkg.name)) {
      pkg.os = [].concat(pkg.os ?? []);
      pkg.cpu = [].concat(pkg.cpu ?? []);
    }
    return pkg;
  },
};
