import { createHash } from "node:crypto"
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, statSync } from "node:fs"
import { dirname, join, resolve } from "node:path"

/** Where one embedded database lives, and the account its processes run as. */
export interface EmbeddedHome {
  /** The folder the caller named: holds the lock, whatever else moved. */
  dir: string
  /** The folder that holds data and, where needed, a copy of the binaries. */
  base: string
  /** PostgreSQL's own data folder, named after its major version. */
  data: string
  /** Empty unless we are root: PostgreSQL refuses to run as root. */
  account: Account
}

export type Account = { uid: number; gid: number } | Record<string, never>

/**
 * Settles the folders for an embedded database in `dir` and creates them. PostgreSQL's account must be able to walk
 * down to its data: `dir` itself is opened for that (to pass through, not to list); where a folder above it is
 * root's alone, as /root is, the data goes below /var/lib/regulars.
 */
export function embeddedHome(dir: string, majorVersion: string): EmbeddedHome {
  mkdirSync(dir, { recursive: true })
  const real = realpathSync(dir)
  if (isRoot()) chmodSync(real, statSync(real).mode | 0o011)
  const base = isRoot() && !isOpenToOthers(real) ? openFolderFor(real) : real
  mkdirSync(base, { recursive: true })
  const data = join(base, `pg${majorVersion}`)
  return { dir: real, base, data, account: accountFor(data) }
}

export const isRoot = () => process.getuid?.() === 0

/** Whether any account may walk down to `path`. */
export function isOpenToOthers(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && !(statSync(folder).mode & 0o001)) return false
    if (folder === dirname(folder)) return true
  }
}

const openFolderFor = (dir: string) =>
  join("/var/lib/regulars", createHash("sha256").update(dir).digest("hex").slice(0, 12))

/** An account that exists already: no user is ever created. Data once made keeps its account. */
function accountFor(data: string): Account {
  if (!isRoot()) return {}
  if (existsSync(data)) {
    const { uid, gid } = statSync(data)
    if (uid !== 0) return { uid, gid }
  }
  const lines = readFileSync("/etc/passwd", "utf8").split("\n")
  for (const name of ["postgres", "nobody"]) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(":")
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  return { uid: 65534, gid: 65534 }
}
