import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

export type Product = {
  /** The sandbox's storefront. */
  shop: string
  app: string
  /** Runs one of the product's own commands on the same data; its exit code. */
  run: (file: string) => Promise<number>
  stop: () => Promise<void>
}

/** The whole product as `npm start` runs it: its own process, an empty data folder, the sandbox beside it. */
export async function startProduct(): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), "regulars-e2e-"))
  const [port, sandboxPort, smtpPort] = await Promise.all([freePort(), freePort(), freePort()])
  const env = {
    ...process.env,
    REGULARS_DATA_DIR: dataDir,
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_SMTP_PORT: String(smtpPort),
  }
  const server = spawn(process.execPath, ["web/server.ts"], {
    env,
    stdio: ["pipe", "pipe", "pipe"],
  })
  await saysReady(server)
  return {
    shop: `http://localhost:${sandboxPort}`,
    app: `http://localhost:${port}`,
    async run(file) {
      const [code] = await once(spawn(process.execPath, [file], { env, stdio: "ignore" }), "exit")
      return code
    },
    async stop() {
      const gone = once(server, "exit")
      server.kill("SIGTERM")
      await gone
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function saysReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ""
    const listen = (data: Buffer) => {
      said += data
      if (said.includes("Regulars is ready on")) resolve()
    }
    server.stdout!.on("data", listen)
    server.stderr!.on("data", listen)
    server.once("exit", (code) => reject(new Error(`the product stopped (exit ${code}):\n${said}`)))
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}
