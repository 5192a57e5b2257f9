import { startEmbeddedPostgres } from "#web/db/embedded-postgres.ts"

/** An app that only runs the database: says "ready <json>" and stays until its input ends. */
const [dir = ""] = process.argv.slice(2)
const { stop, ...database } = await startEmbeddedPostgres({ dir, timeoutMs: 20_000 })
console.log(`ready ${JSON.stringify(database)}`)
process.stdin.on("end", async () => {
  await stop()
  process.exit(0)
})
process.stdin.resume()
