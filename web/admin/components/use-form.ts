import { useState } from "react"
import { type Refusal, RequestError } from "#web/admin/api/request.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { refusalText } from "./refusal-text.ts"

/** What is saved, and the revision that it has; a save of anything older is refused by the server. */
export type Saved<Values> = { values: Values; revision: number }

export type Form<Values> = {
  values: Values
  dirty: boolean
  saving: boolean
  /** Refusals that belong to no field. */
  refusals: Refusal[]
  /** Some fields are marked. */
  hasFieldErrors: boolean
  /** The server could not be asked. */
  failure: Error | null
  /** The words beside a field, by its path; false when nothing is wrong with it. */
  error: (path: string) => string | false
  /** Changes the values; what was refused at `path` is forgotten. */
  change: (path: string, write: (values: Values) => void) => void
  /** True when it was saved. */
  save: () => Promise<boolean>
  discard: () => void
}

/**
 * A form over something saved: what differs, what was refused, what is on its way. Editing starts from the revision
 * that was on the screen, so that a newer one arriving meanwhile is never overwritten unseen.
 */
export function useForm<Values>(
  saved: Saved<Values>,
  submit: (edited: Saved<Values>) => Promise<Refusal[]>,
): Form<Values> {
  const words = useWords()
  const [edited, setEdited] = useState<Saved<Values> | null>(null)
  const [refused, setRefused] = useState<Refusal[]>([])
  const [failure, setFailure] = useState<Error | null>(null)
  const [saving, setSaving] = useState(false)
  const { values } = edited ?? saved

  async function save(): Promise<boolean> {
    setSaving(true)
    setFailure(null)
    try {
      const refusals = await submit(edited ?? saved)
      setRefused(refusals)
      if (!refusals.length) setEdited(null)
      return refusals.length === 0
    } catch (error) {
      setFailure(error instanceof RequestError ? error : new RequestError("unexpected"))
      return false
    } finally {
      setSaving(false)
    }
  }

  return {
    values,
    dirty: edited !== null && JSON.stringify(values) !== JSON.stringify(saved.values),
    saving,
    refusals: refused.filter(({ field }) => !field),
    hasFieldErrors: refused.some(({ field }) => field),
    failure,
    error(path) {
      const refusal = refused.find(({ field }) => field === path)
      return refusal ? refusalText(words, refusal) : false
    },
    change(path, write) {
      const values = structuredClone((edited ?? saved).values)
      write(values)
      setEdited({ values, revision: (edited ?? saved).revision })
      setRefused(refused.filter(({ field }) => field && !field.startsWith(path)))
    },
    save,
    discard() {
      setEdited(null)
      setRefused([])
      setFailure(null)
    },
  }
}
