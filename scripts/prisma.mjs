import { spawn } from "node:child_process"
import { join } from "node:path"
import { prismaEnvironment } from "./generate.mjs"
import { prepare, runCommand } from "./prepare.mjs"
import { root } from "./root.mjs"

/** npm run prisma -- <arguments>: Prisma's command line on the database of the settings, embedded or not. */
await runCommand(async () => {
  await prepare()
  const { readEnv } = await import("#web/env.ts")
  const { startEmbeddedPostgres } = await import("#web/db/embedded-postgres.ts")
  const env = readEnv()
  const given = env.databaseOwnerUrl ?? env.databaseUrl
  const embedded = given ? undefined : await startEmbeddedPostgres({ dir: env.dataDir })
  process.exitCode = await prisma(process.argv.slice(2), given ?? embedded.url)
  await embedded?.stop()
})

function prisma(args, url) {
  const cli = join(root, "node_modules", "prisma", "build", "index.js")
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...prismaEnvironment(), DATABASE_URL: url },
  })
  return new Promise((done, fail) => {
    child.on("error", fail)
    child.on("exit", (code) => done(code ?? 1))
  })
}
