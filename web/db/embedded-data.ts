import { spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { basename, dirname, join } from "node:path"
import type { Account, EmbeddedHome } from "./embedded-home.ts"

const PASSWORD = "regulars.password"

/**
 * Makes the data folder unless it is made. It is built aside and renamed when whole, so a start that is killed
 * half way leaves nothing that looks like a database.
 */
export async function makeData({ base, data, account }: EmbeddedHome, bin: string) {
  if (existsSync(join(data, "PG_VERSION"))) return
  clearLeftovers(base, data)
  const aside = mkdtempSync(`${data}.making-`)
  const password = `${aside}.password`
  writeFileSync(password, randomBytes(24).toString("base64url"), { mode: 0o600 })
  for (const path of [aside, password]) give(path, account)
  const options = ["-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C"]
  await run(join(bin, "initdb"), ["-D", aside, "--pwfile", password, ...options], account)
  renameSync(password, join(aside, PASSWORD))
  renameSync(aside, data)
}

/** The superuser's password, made with the data and readable by its owner only. */
export const readPassword = (data: string) => readFileSync(join(data, PASSWORD), "utf8")

function clearLeftovers(base: string, data: string) {
  for (const name of readdirSync(base)) {
    if (!name.startsWith(`${basename(data)}.making-`)) continue
    try {
      rmSync(join(dirname(data), name), { recursive: true, force: true })
    } catch {
      // initdb of a killed start may still be writing there; the next start clears it
    }
  }
}

function give(path: string, account: Account) {
  if (account.uid !== undefined) chownSync(path, account.uid, account.gid)
}

function run(program: string, args: string[], account: Account): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { ...account, stdio: ["ignore", "ignore", "pipe"] })
    let errors = ""
    child.stderr.on("data", (text) => {
      errors += text
    })
    // A program that is there and yet "not found" lacks the C library it was built for, as on Alpine.
    child.on("error", (error) => fail(new Error(`${error.message}: set DATABASE_URL instead`)))
    child.on("close", (code) => {
      if (code === 0) done()
      else fail(new Error(`The database could not be made: ${errors.trim() || `code ${code}`}`))
    })
  })
}
