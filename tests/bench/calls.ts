import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"

// biome-ignore lint/suspicious/noExplicitAny: any function may be called
type Calls = Record<string, (argument: any) => unknown>

type Call = { id: number; name: string; argument: unknown }
type Answer = { id: number; result?: unknown; error?: string }

/** In a child process: does what the bench asks for, one call after another. */
export function answerCalls(calls: Calls): void {
  process.on("message", async ({ id, name, argument }: Call) => {
    const answer: Answer = { id }
    try {
      answer.result = await calls[name]!(argument)
    } catch (error) {
      answer.error = error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
    process.send!(answer)
  })
  process.on("disconnect", () => process.exit(0))
}

export type Called<C extends Calls> = {
  pid: number
  call: <Name extends keyof C & string>(
    name: Name,
    argument: Parameters<C[Name]>[0],
  ) => Promise<Awaited<ReturnType<C[Name]>>>
  stop: () => Promise<void>
}

/** Starts a file as a process whose functions can be called from here. It ends when this process ends. */
export function startCalled<C extends Calls>(file: URL): Called<C> {
  const child: ChildProcess = fork(file, { serialization: "advanced" })
  const waiting = new Map<number, { done: (result: unknown) => void; failed: (e: Error) => void }>()
  let lastId = 0
  child.on("message", ({ id, result, error }: Answer) => {
    const { done, failed } = waiting.get(id)!
    waiting.delete(id)
    if (error === undefined) done(result)
    else failed(new Error(error))
  })
  child.on("exit", (code) => {
    for (const { failed } of waiting.values()) failed(new Error(`${file.pathname} ended: ${code}`))
  })
  return {
    pid: child.pid!,
    call: (name, argument) =>
      new Promise((done, failed) => {
        const id = ++lastId
        waiting.set(id, { done: done as (result: unknown) => void, failed })
        child.send({ id, name, argument })
      }),
    async stop() {
      if (child.exitCode !== null) return
      child.disconnect()
      await once(child, "exit")
    },
  }
}
