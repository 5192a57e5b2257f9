import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"

export type Heard = {
  url: string
  headers: IncomingMessage["headers"]
  body: Record<string, unknown>
}

/** One answer: after `delayMs`, if given; `hangUp` breaks the connection instead. */
export type Scripted = {
  status?: number
  headers?: Record<string, string>
  body?: unknown
  delayMs?: number
  hangUp?: boolean
}

export type ScriptedShop = {
  origin: string
  /** Every request so far. */
  heard: Heard[]
  /** What is answered next, in order; without one, the answer is a 500. */
  answer: (...answers: Scripted[]) => void
  close: () => Promise<void>
}

/** A shop that says what a test tells it to, over real HTTP: for what no sandbox can be made to say. */
export async function scriptedShop(): Promise<ScriptedShop> {
  const heard: Heard[] = []
  const answers: Scripted[] = []
  const server = createServer(async (req, res) => {
    heard.push({ url: req.url!, headers: req.headers, body: JSON.parse(await text(req)) })
    const {
      status = 200,
      headers = {},
      body = {},
      delayMs = 0,
      hangUp,
    } = answers.shift() ?? { status: 500 }
    if (delayMs) await new Promise((resolve) => setTimeout(resolve, delayMs))
    if (hangUp) return req.socket.destroy()
    res.writeHead(status, { "content-type": "application/json", ...headers })
    res.end(typeof body === "string" ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answer: (...next) => answers.push(...next),
    close: () => closeServer(server),
  }
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
