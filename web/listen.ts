import { once } from "node:events"
import type { Server } from "node:http"
import { availableParallelism } from "node:os"

/** Whether several threads can answer on one port: only there does the kernel deal the connections out. */
export const mayShare = process.platform === "linux" && availableParallelism() > 1

/** Rejects when the port is taken by another program. */
export async function listen(server: Server, port: number): Promise<void> {
  server.listen({ port, reusePort: mayShare })
  await once(server, "listening") // rejects on "error"
}

/** Rejects when anybody at all listens on the port. */
export async function listenAlone(server: Server, port: number): Promise<void> {
  server.listen(port)
  await once(server, "listening")
}

/** Answers what is under way, for five seconds at most. */
export async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close")
  server.close()
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), 5_000)
  await closed
  clearTimeout(timer)
}
