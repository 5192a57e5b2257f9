import { randomBytes } from "node:crypto"
import pg from "pg"
import { inject } from "vitest"
import { type Database, openDatabase } from "#web/db/database.ts"
import { testLogin, testPassword } from "./login.ts"

export type TestDatabase = {
  db: Database
  /** As the owner, to look behind row-level security. */
  owner: pg.Pool
  url: string
  ownerUrl: string
  close: () => Promise<void>
}

/** A database of one's own, cloned from the migrated template. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`
  const server = new pg.Client({ connectionString: inject("ownerUrl") })
  await server.connect()
  await server.query(`create database ${name} template template_regulars`)
  await server.end()
  const ownerUrl = new URL(inject("ownerUrl"))
  ownerUrl.pathname = `/${name}`
  const url = new URL(ownerUrl)
  url.username = testLogin
  url.password = testPassword
  const db = openDatabase(url.href, { poolSize: 8 })
  const owner = new pg.Pool({ connectionString: ownerUrl.href, max: 2 })
  return {
    db,
    owner,
    url: url.href,
    ownerUrl: ownerUrl.href,
    close: async () => {
      await db.close()
      await owner.end()
    },
  }
}
