import type { Program } from "#web/admin/api/program.ts"
import { useProgramChanges } from "#web/admin/api/use-program.ts"
import { type Form, useForm } from "#web/admin/components/use-form.ts"
import type { Editable } from "#web/admin/editable.ts"
import type { ProgramSettings } from "#web/core/program.ts"

export type ProgramValues = Editable<ProgramSettings>

export type ProgramForm = Form<ProgramValues> & {
  /** What a field needs: its value goes out by `write`, its refusal comes back by `path`. */
  field: <Value>(
    path: string,
    write: (settings: ProgramValues, value: Value) => void,
  ) => { error: string | false; onChange: (value: Value) => void }
}

/** The programme's draft as a form. */
export function useProgramForm({ draft }: Program): ProgramForm {
  const { save } = useProgramChanges()
  const saved = { values: draft.settings as ProgramValues, revision: draft.revision }
  const form = useForm(saved, (edited) => save(edited.revision, edited.values))
  return {
    ...form,
    field: (path, write) => ({
      error: form.error(path),
      onChange: (value) => form.change(path, (settings) => write(settings, value)),
    }),
  }
}
