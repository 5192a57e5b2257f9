import { once } from "node:events"
import type { Server } from "node:http"
import { availableParallelism } from "node:os"

/** How many threads answer on one port. Elsewhere than on Linux the kernel does not deal connections out: one. */
export const webThreads = process.platform === "linux" ? Math.min(availableParallelism(), 4) : 1

/** Rejects when the port is taken by another program. */
export async function listen(server: Server, port: number): Promise<void> {
  server.listen({ port, reusePort: webThreads > 1 })
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
