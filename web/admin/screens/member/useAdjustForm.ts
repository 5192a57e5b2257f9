import { useState } from "react"
import type { Member } from "#web/admin/api/members.ts"
import { useAdjustPoints } from "#web/admin/api/use-member.ts"
import { notify } from "#web/admin/app-bridge.ts"
import { refusalText } from "#web/admin/components/refusal-text.ts"
import { useWords } from "#web/admin/words/useWords.ts"

/** The logic of the adjustment's form. */
export function useAdjustForm(member: Member, onDone: () => void) {
  const words = useWords()
  const [takes, setTakes] = useState(false)
  const [points, setPoints] = useState<number | null>(null)
  const [note, setNote] = useState("")
  const adjusting = useAdjustPoints(member.id)
  const key = useKeyOf(`${takes} ${points} ${note}`)
  const change = takes ? -(points ?? 0) : (points ?? 0)
  const refusals = adjusting.data ?? []

  async function send(): Promise<void> {
    const refused = await adjusting.mutateAsync({ points: change, note, idempotencyKey: key })
    if (refused.length) return
    notify(words.t("adjust.done"))
    onDone()
  }

  return {
    takes,
    setTakes,
    points,
    setPoints: (value: number | null) => setPoints(value),
    note,
    setNote,
    /** What the member will have; what they owe is paid back first. */
    after: Math.max(0, member.points - member.owedPoints + change),
    sending: adjusting.isPending,
    failure: adjusting.error,
    refusals: refusals.filter(({ field }) => !field),
    error(path: string) {
      const refusal = refusals.find(({ field }) => field === path)
      return refusal ? refusalText(words, refusal) : false
    },
    // A failure to reach the server is shown; sending again under the same key is safe.
    send: () => void send().catch(() => {}),
  }
}

/** One key for the same wish, however often it is sent; another wish is another key. */
function useKeyOf(wish: string): string {
  const [kept, setKept] = useState({ wish, key: crypto.randomUUID() })
  if (kept.wish === wish) return kept.key
  const fresh = { wish, key: crypto.randomUUID() }
  setKept(fresh)
  return fresh.key
}
