import type { ToAdmin, ToApp, Wrapped } from "#web/sandbox/admin-frame/messages.ts"

// Of the script that is running now: the sandbox is where it came from.
const script = document.currentScript as HTMLScriptElement
export const adminOrigin = new URL(script.src).origin

/** Tells the admin page something. */
export function tell(message: ToAdmin): void {
  const wrapped: Wrapped<ToAdmin> = { sandboxAdmin: message }
  window.parent.postMessage(wrapped, adminOrigin)
}

/** Listens to the admin page, and to nobody else. */
export function listen(heard: (message: ToApp) => void): void {
  window.addEventListener("message", (event: MessageEvent<Wrapped<ToApp> | undefined>) => {
    if (event.origin !== adminOrigin || event.source !== window.parent) return
    if (event.data?.sandboxAdmin) heard(event.data.sandboxAdmin)
  })
}

const waiting = new Map<number, (value: unknown) => void>()
let asked = 0

/** Asks the admin page a question; rejects if it has no answer, or none within ten seconds. */
export function ask<Answer>(question: "id-token" | "extensions"): Promise<Answer> {
  if (asked === 0) listen(settle)
  asked += 1
  const id = asked
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => waiting.get(id)?.(null), 10_000)
    waiting.set(id, (value) => {
      clearTimeout(timer)
      waiting.delete(id)
      if (value === null) reject(new Error(`the admin gave no ${question}`))
      else resolve(value as Answer)
    })
    tell({ type: "ask", id, question })
  })
}

function settle(message: ToApp): void {
  if (message.type === "answer") waiting.get(message.id)?.(message.value)
}
