import { connect, type Socket } from "node:net"

const headEnd = Buffer.from("\r\n\r\n")

/**
 * One keep-alive HTTP/1.1 connection over a plain socket: requests are whole buffers made beforehand, and of an answer
 * only the status and the length are looked at, so that the load costs little beside what it measures.
 */
export class Connection {
  readonly #socket: Socket
  #received: Buffer | null = null
  #onAnswer: ((status: number, body: Buffer) => void) | null = null
  #onLost: (error: Error) => void = () => {}

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on("data", (chunk) => this.#take(chunk))
    socket.on("error", (error) => this.#onLost(error))
    socket.on("close", () => this.#onLost(new Error("the server closed the connection")))
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.off("error", reject)
        resolve(new Connection(socket))
      })
      socket.once("error", reject)
    })
  }

  /** Sends one request; the next may be sent once `onAnswer` was called. */
  send(
    request: Buffer,
    onAnswer: (status: number, body: Buffer) => void,
    onLost: (error: Error) => void,
  ): void {
    this.#onAnswer = onAnswer
    this.#onLost = onLost
    this.#socket.write(request)
  }

  close(): void {
    this.#onLost = () => {}
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    const received = this.#received ? Buffer.concat([this.#received, chunk]) : chunk
    const head = received.indexOf(headEnd)
    const length = head < 0 ? 0 : bodyLength(received.toString("latin1", 0, head + 2))
    if (head < 0 || received.length < head + 4 + length) {
      this.#received = received
      return
    }
    this.#received = null
    const answered = this.#onAnswer
    this.#onAnswer = null
    answered?.(statusOf(received), received.subarray(head + 4, head + 4 + length))
  }
}

/** "HTTP/1.1 200": three digits at a known place. */
function statusOf(answer: Buffer): number {
  return (answer[9]! - 48) * 100 + (answer[10]! - 48) * 10 + (answer[11]! - 48)
}

function bodyLength(head: string): number {
  const match = /\r\ncontent-length: (\d+)\r\n/i.exec(head)
  if (!match) throw new Error(`an answer without a length: ${head.slice(0, 200)}`)
  return Number(match[1])
}
