import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Env } from "./env.ts"

/** The sandbox Shopify, running in a process of its own. */
export type RunningSandbox = {
  origin: string
  /** The clock that shops and the app go by; the operator can move it. */
  now: () => Date
  stop: () => Promise<void>
}

const clockPollMs = 500

/** Starts the sandbox and follows its clock. It ends when this process ends, however that happens. */
export async function startSandbox(env: Env): Promise<RunningSandbox> {
  const main = fileURLToPath(new URL("./sandbox/main.ts", import.meta.url))
  const child = spawn(process.execPath, [main], {
    stdio: ["pipe", "pipe", "inherit"],
    env: {
      SANDBOX_PORT: String(env.sandboxPort),
      SANDBOX_SMTP_PORT: String(env.sandboxSmtpPort),
      REGULARS_DATA_DIR: env.dataDir,
      SHOPIFY_API_KEY: env.shopify.apiKey,
      SHOPIFY_API_SECRET: env.shopify.apiSecret,
      SHOPIFY_APP_URL: env.shopify.appUrl,
      SCOPES: env.shopify.scopes.join(","),
    },
  })
  const origin = await ready(child)
  const clock = await followClock(origin)
  return {
    origin,
    now: clock.now,
    async stop() {
      clock.stop()
      if (child.exitCode !== null || child.signalCode) return
      const gone = once(child, "exit")
      child.kill("SIGTERM")
      await gone
    },
  }
}

async function ready(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ""
    child.stdout!.on("data", (data: Buffer) => {
      said += data
      const address = /sandbox ready on (http:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
    child.once("exit", (code) => reject(new Error(`the sandbox stopped at once (exit ${code})`)))
  })
}

export const machineClock = { now: () => new Date(), stop: () => {} }

/** Goes by the clock of a sandbox, whichever process started it; by the machine's until it answers. */
export async function followClock(origin: string) {
  let offsetMs = await readOffset(origin).catch(() => 0)
  const timer = setInterval(async () => {
    offsetMs = await readOffset(origin).catch(() => offsetMs)
  }, clockPollMs)
  timer.unref()
  return {
    now: () => new Date(Date.now() + offsetMs),
    stop: () => clearInterval(timer),
  }
}

async function readOffset(origin: string): Promise<number> {
  const answer = await fetch(`${origin}/sandbox/clock`, { signal: AbortSignal.timeout(2_000) })
  const { offsetMs } = (await answer.json()) as { offsetMs: number }
  return offsetMs
}
