import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import type { TestProject } from "vitest/node"
import { startEmbeddedPostgres } from "#web/db/embedded-postgres.ts"
import { migrate } from "#web/db/migrate.ts"
import { createLogin, grantRoles } from "#web/db/roles.ts"
import { testLogin, testPassword } from "./login.ts"

/** One PostgreSQL for the whole run, with a migrated template database that each test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), "regulars-test-"))
  // The folder is thrown away: what a power cut would lose does not matter here.
  const database = await startEmbeddedPostgres({
    dir,
    settings: { fsync: "off", max_connections: 300 },
  })
  await createLogin(database.url, testLogin, testPassword)
  const template = new URL(database.url)
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  await owner.query("create database template_regulars")
  template.pathname = "/template_regulars"
  await migrate({ ownerUrl: template.href })
  await grantRoles(template.href, testLogin)
  await owner.end()
  project.provide("ownerUrl", database.url)
  return async () => {
    await database.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

declare module "vitest" {
  interface ProvidedContext {
    ownerUrl: string
  }
}
