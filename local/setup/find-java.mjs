import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "./child.mjs";
import { SetupFailure } from "./failure.mjs";
import { javaPlaces } from "./places.mjs";

const oldest = 17;

/**
 * The first Java, of JAVA_HOME, the PATH and then the places given, that is new enough and has its compiler: home and version.
 * Throws SetupFailure `java-missing`, `java-too-old` or `java-no-compiler`.
 */
export async function findJava(places = javaPlaces()) {
  const unfit = [];
  for (const command of candidates(places)) {
    const found = await ask(command);
    if (found && isNewEnough(found) && hasCompiler(found)) return found;
    if (found) unfit.push(found);
  }
  throw failure(unfit);
}

/** A program of a JDK, such as `javac`. */
export function javaProgram(home, name) {
  return join(home, "bin", process.platform === "win32" ? `${name}.exe` : name);
}

function candidates(places) {
  const { JAVA_HOME } = process.env;
  const chosen = JAVA_HOME ? [javaProgram(JAVA_HOME, "java")] : [];
  return [...chosen, "java", ...places.map((home) => javaProgram(home, "java"))];
}

async function ask(command) {
  const { ok, output } = await run(command, ["-XshowSettings:properties", "-version"]);
  const [, home] = /^\s*java\.home = (.+)$/m.exec(output) ?? [];
  const [, version] = /^\s*java\.version = (\S+)$/m.exec(output) ?? [];
  return ok && home && version ? { home: home.trim(), version } : undefined;
}

const isNewEnough = ({ version }) => Number.parseInt(version, 10) >= oldest;
const hasCompiler = ({ home }) => ["javac", "jar"].every((name) => existsSync(javaProgram(home, name)));

function failure(unfit) {
  const help = `Install a JDK of version ${oldest} or newer (${howTo()}), then run the same command again.`;
  const [first] = unfit;
  if (!first) return new SetupFailure("java-missing", "Java was not found; DynamoDB Local needs it.", help);
  const incomplete = unfit.find(isNewEnough);
  if (incomplete)
    return new SetupFailure(
      "java-no-compiler",
      `Java ${incomplete.version} in ${incomplete.home} is there, but without its compiler (javac), which DynamoDB Local's start needs.`,
      help,
    );
  return new SetupFailure(
    "java-too-old",
    `Java ${first.version} is too old; DynamoDB Local needs ${oldest} or newer.`,
    help,
  );
}

function howTo() {
  if (process.platform === "darwin") return "`brew install openjdk@21`";
  if (process.platform === "win32") return "`winget install EclipseAdoptium.Temurin.21.JDK`";
  return "Debian and Ubuntu: `sudo apt install default-jdk-headless`";
}
