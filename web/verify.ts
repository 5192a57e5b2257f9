import pg from "pg"
import { startDatabase } from "./db/start-database.ts"
import { EnvError, readEnv } from "./env.ts"
import { countBooks, verifyBooks } from "./ledger/verify.ts"

/** `npm run verify`: proves every balance from its entries; exit 1 and the differences when one is off. */
try {
  const env = readEnv()
  const database = await startDatabase(env)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await owner.query("begin isolation level repeatable read read only")
  const counted = await countBooks(owner)
  const differences = await verifyBooks(owner)
  await owner.end()
  await database.stop()
  for (const { rule, brandId, subject, is, should } of differences) {
    console.error(`brand ${brandId}, ${subject}: is ${is}, should be ${should} (${rule})`)
  }
  const { members, entries, orders } = counted
  console.log(
    differences.length
      ? `${differences.length} differences`
      : `Proved: ${members} balances and ${orders} orders from ${entries} entries.`,
  )
  process.exitCode = differences.length ? 1 : 0
} catch (error) {
  console.error(error instanceof EnvError ? error.message : error)
  process.exitCode = 1
}
