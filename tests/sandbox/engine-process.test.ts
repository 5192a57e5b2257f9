import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { createTransport } from "nodemailer"
import { afterEach, describe, expect, test } from "vitest"
import { openShop, until } from "./engine-shop.ts"

const main = fileURLToPath(new URL("../../web/sandbox/main.ts", import.meta.url))

describe("the sandbox as a process", () => {
  const folders: string[] = []
  const children: ChildProcess[] = []
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL")
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })

  /** Starts it and waits for the line it prints. */
  async function start(folder: string) {
    const child = spawn(process.execPath, [main], {
      env: {
        ...process.env,
        REGULARS_DATA_DIR: folder,
        SANDBOX_PORT: "0",
        SANDBOX_SMTP_PORT: "0",
        SHOPIFY_APP_URL: "http://127.0.0.1:9",
      },
      stdio: ["pipe", "pipe", "inherit"],
    })
    children.push(child)
    const base = await new Promise<string>((resolve) => {
      child.stdout!.on("data", (chunk) => {
        const match = /sandbox ready on (http:\S+)/.exec(String(chunk))
        if (match) resolve(match[1]!)
      })
    })
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve))
    return { child, base, ended }
  }

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-process-"))
    folders.push(folder)
    return folder
  }

  test("what it knew before kill -9 it knows after", async () => {
    const folder = newFolder()
    const first = await start(folder)
    const headers = { "content-type": "application/json" }
    const body = JSON.stringify({ email: "a@example.com", lines: [{ price: "3.00" }] })
    const made = await fetch(`${first.base}/sandbox/orders`, { method: "POST", headers, body })
    const { order } = (await made.json()) as { order: { id: string } }
    first.child.kill("SIGKILL")
    await first.ended
    const second = await start(folder)
    const found = await fetch(`${second.base}/sandbox/orders/${order.id}`)
    expect(found.status).toBe(200)
    second.child.kill("SIGTERM")
    expect(await second.ended).toBe(0)
  })

  test("it ends when the app that started it is gone", async () => {
    const { child, ended } = await start(newFolder())
    child.stdin!.end()
    expect(await ended).toBe(0)
  })

  test("mails sent to it are kept and can be read", async () => {
    const shop = await openShop()
    const port = await shop.sandbox.listenForMails(0)
    const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true })
    await transport.sendMail({
      from: "Kettle & Leaf <hello@kettle.example>",
      to: "ada@example.com",
      subject: "Your code: 123456",
      text: "Grüße, 123456",
      html: "<b>123456</b>",
    })
    const { body } = await shop.get("/sandbox/mails?to=ADA@example.com")
    expect(body.mails).toMatchObject([
      {
        to: ["ada@example.com"],
        subject: "Your code: 123456",
        text: "Grüße, 123456\n",
        html: "<b>123456</b>\n",
      },
    ])
    expect((await shop.get("/sandbox/mails?to=bob@example.com")).body.mails).toEqual([])
    await shop.close()
  })

  test("its control panel takes no form from a web page", async () => {
    const shop = await openShop()
    const headers = { "content-type": "text/plain", origin: "https://evil.example" }
    const response = await fetch(`${shop.base}/sandbox/reset`, {
      method: "POST",
      headers,
      body: "{}",
    })
    expect(response.status).toBe(415)
    await shop.close()
  })

  test("the clock can be set to a moment and goes on from there", async () => {
    const shop = await openShop()
    await shop.post("/sandbox/clock", { now: "2030-01-01T00:00:00Z" })
    const { body } = await shop.post("/sandbox/orders", {
      email: "a@example.com",
      lines: [{ price: "1.00" }],
    })
    expect(body.order.createdAt).toMatch(/^2030-01-01T00:00:0/)
    await until(async () => (await shop.get("/sandbox/clock")).body.now > "2030-01-01T00:00:00.0")
    await shop.close()
  })
})
