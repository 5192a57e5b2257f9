import { useEffect, useState } from "react"

const patienceMs = 250

/** A text once nobody has typed for a moment: what is asked of the server. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), patienceMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
