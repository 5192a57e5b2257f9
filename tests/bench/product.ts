import { spawn } from "node:child_process"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { createServer } from "node:net"
import { fileURLToPath } from "node:url"

export type Product = { port: number; pid: number; stop: () => Promise<void> }

export const apiKey = "bench"
export const apiSecret = "bench-secret"
export const encryptionKey = Buffer.alloc(32, 7)

/**
 * Starts the product as `npm start` does for real shops: web and worker in one process, without the sandbox.
 * `profileDir`: node's profiler writes there when it stops.
 */
export async function startProduct(
  database: { url: string; ownerUrl: string },
  options: { profileDir: string | null } = { profileDir: null },
): Promise<Product> {
  const port = await freePort()
  const main = fileURLToPath(new URL("../../web/server.ts", import.meta.url))
  const { profileDir } = options
  const flags = profileDir ? ["--cpu-prof", `--cpu-prof-dir=${profileDir}`] : []
  const child = spawn(process.execPath, [...flags, main], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      NODE_ENV: "production",
      PORT: String(port),
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
      SHOPIFY_API_KEY: apiKey,
      SHOPIFY_API_SECRET: apiSecret,
      SHOPIFY_APP_URL: `http://127.0.0.1:${port}`,
      REGULARS_ENCRYPTION_KEY: encryptionKey.toString("base64"),
    },
  })
  let said = ""
  await new Promise<void>((ready, failed) => {
    child.stdout.on("data", (data) => {
      said += data
      if (said.includes("Regulars is ready")) ready()
    })
    child.once("exit", (code) => failed(new Error(`the product ended (exit ${code}): ${said}`)))
  })
  return {
    port,
    pid: child.pid!,
    async stop() {
      if (child.exitCode !== null || child.signalCode) return
      const gone = once(child, "exit")
      child.kill("SIGTERM")
      await gone
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}
