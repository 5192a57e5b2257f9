import { startEmbeddedPostgres } from "#web/db/embedded-postgres.ts"
import { migrate } from "#web/db/migrate.ts"
import { readEnv } from "#web/env.ts"

/** `npm run migrate`: applies what is pending to the database of the settings, and exits. */
async function main() {
  const env = readEnv()
  const given = env.databaseOwnerUrl ?? env.databaseUrl
  const embedded = given ? undefined : await startEmbeddedPostgres({ dir: env.dataDir })
  try {
    const ownerUrl = given ?? embedded!.url
    const applied = await migrate({ ownerUrl, log: (line) => console.log(line) })
    if (!applied.length) console.log("The database is up to date")
  } finally {
    await embedded?.stop()
  }
}

try {
  await main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
