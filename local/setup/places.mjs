import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where Pythons are that may not be on the PATH, in order of preference: paths of interpreters that exist. */
export function pythonPlaces(env = process.env, home = homedir()) {
  const data = env.XDG_DATA_HOME ?? join(home, ".local", "share");
  if (process.platform === "win32")
    return [
      ...below(join(env.LOCALAPPDATA ?? home, "Programs", "Python"), "python.exe"),
      ...below(join(env.USERPROFILE ?? home, ".pyenv", "pyenv-win", "versions"), "python.exe"),
      ...below(env.UV_PYTHON_INSTALL_DIR ?? join(env.APPDATA ?? home, "uv", "python"), "python.exe"),
    ];
  return [
    ...pyenvRoots(env, home).flatMap((root) => below(join(root, "versions"), "bin", "python3")),
    ...below(env.UV_PYTHON_INSTALL_DIR ?? join(data, "uv", "python"), "bin", "python3"),
    ...below("/opt/homebrew/opt", "libexec", "bin", "python3"),
    ...below("/usr/local/opt", "libexec", "bin", "python3"),
    ...below("/Library/Frameworks/Python.framework/Versions", "bin", "python3"),
    ...["/usr/bin", "/usr/local/bin"].flatMap(numberedIn),
  ];
}

/** Where JDKs are that may not be on the PATH, in order of preference: folders with a `bin`. */
export function javaPlaces(env = process.env, home = homedir()) {
  if (process.platform === "win32") {
    const makers = ["Java", "Eclipse Adoptium", "Amazon Corretto", "Microsoft", "Zulu"];
    return makers.flatMap((maker) => below(join(env.ProgramFiles ?? "C:\\Program Files", maker)));
  }
  return [
    ...below("/usr/lib/jvm"),
    ...below(join(env.SDKMAN_DIR ?? join(home, ".sdkman"), "candidates", "java")),
    ...["/", home].flatMap((top) => below(join(top, "Library", "Java", "JavaVirtualMachines"), "Contents", "Home")),
    ...["/opt/homebrew/opt", "/usr/local/opt"].flatMap((top) =>
      below(top, "libexec", "openjdk.jdk", "Contents", "Home"),
    ),
  ];
}

/** Its shims on the PATH tell where a pyenv is whose other settings a service or an editor does not have. */
function pyenvRoots(env, home) {
  const shims = (env.PATH ?? "").split(":").filter((folder) => /\/shims\/?$/.test(folder));
  return [...new Set([env.PYENV_ROOT ?? join(home, ".pyenv"), ...shims.map((folder) => join(folder, ".."))])];
}

function below(folder, ...rest) {
  return newestFirst(namesIn(folder)).flatMap((name) => {
    const path = join(folder, name, ...rest);
    return existsSync(path) ? [path] : [];
  });
}

const numberedIn = (folder) =>
  newestFirst(namesIn(folder).filter((name) => /^python3\.\d+$/.test(name))).map((name) => join(folder, name));

const newestFirst = (names) => names.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
