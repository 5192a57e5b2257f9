import { runChecks } from "./checks.mjs"
import { prepare, runCommand } from "./prepare.mjs"

await runCommand(async () => {
  await prepare()
  const { failed } = await runChecks()
  process.exit(failed ? 1 : 0)
})
