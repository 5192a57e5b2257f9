import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import { answerCalls } from "./calls.ts"

/** What everything over HTTP is measured against: Express 5 alone, in a process of its own. */
const app = express()
app.post("/echo", express.raw({ type: () => true, limit: "8mb" }), (req, res) => {
  res.send(req.body)
})
app.get("/json", (_req, res) => {
  res.json({ member: { points: 1234, owedPoints: 0 } })
})

const server = createServer(app)
const listening = new Promise<number>((done) => {
  server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port))
})

const calls = { port: () => listening }

export type FloorCalls = typeof calls

answerCalls(calls)
