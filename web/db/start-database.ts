import { createHmac } from "node:crypto"
import { join } from "node:path"
import { startEmbeddedPostgres } from "./embedded-postgres.ts"
import { migrate } from "./migrate.ts"
import { createLogin, grantRoles } from "./roles.ts"

/** A migrated database. `url`: as the app's login, which may take on the narrow roles and nothing else. */
export type StartedDatabase = {
  url: string
  ownerUrl: string
  /** Where it runs, for the log: without user and password. */
  description: string
  stop: () => Promise<void>
}

/** Which database; without addresses, the embedded one in `dataDir`. */
export type DatabaseChoice = {
  databaseUrl: string | undefined
  databaseOwnerUrl: string | undefined
  dataDir: string
}

const embeddedLogin = "regulars_login"

/**
 * Starts the embedded database, or takes the one that is named, and brings its tables up to date. With an owner's
 * address beside the app's, migrations run as the owner and the app's login gets the roles; with one address only, it
 * migrates and every connection then steps down by SET ROLE.
 */
export async function startDatabase(
  choice: DatabaseChoice,
  log: (line: string) => void = () => {},
): Promise<StartedDatabase> {
  if (!choice.databaseUrl) return startEmbedded(choice.dataDir, log)
  const { databaseUrl: url, databaseOwnerUrl: ownerUrl = choice.databaseUrl } = choice
  await migrate({ ownerUrl, log })
  await grantRoles(ownerUrl, ownerUrl === url ? null : decodeURIComponent(new URL(url).username))
  const { host, pathname } = new URL(url)
  return { url, ownerUrl, description: `PostgreSQL at ${host}${pathname}`, stop: async () => {} }
}

async function startEmbedded(
  dataDir: string,
  log: (line: string) => void,
): Promise<StartedDatabase> {
  const server = await startEmbeddedPostgres({ dir: join(dataDir, "postgres") })
  const owner = new URL(server.url)
  // Follows from the owner's password, which only the data folder holds: nothing more to keep.
  const password = createHmac("sha256", owner.password).update(embeddedLogin).digest("hex")
  await createLogin(server.url, embeddedLogin, password)
  await migrate({ ownerUrl: server.url, log })
  await grantRoles(server.url, embeddedLogin)
  const url = new URL(server.url)
  url.username = embeddedLogin
  url.password = password
  const description = `embedded PostgreSQL on port ${server.port}`
  return { url: url.href, ownerUrl: server.url, description, stop: () => server.stop() }
}
