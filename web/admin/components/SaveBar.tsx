import { Modal } from "@shopify/polaris"
import { useEffect, useRef, useState } from "react"
import { appBridge } from "#web/admin/app-bridge.ts"
import { guardLeaving } from "#web/admin/router/location.ts"
import { useWords } from "#web/admin/words/useWords.ts"

type SaveBarProps = {
  /** The form differs from what is saved. */
  open: boolean
  saving: boolean
  onSave: () => void
  onDiscard: () => void
}

/** Save or discard, while a form has unsaved changes; nobody leaves it by accident. */
export function SaveBar({ open, ...actions }: SaveBarProps) {
  if (!open) return null
  return (
    <>
      <DrawnByShopify {...actions} />
      <LeaveQuestion />
    </>
  )
}

/** App Bridge draws the bar outside of our frame, and presses these buttons. */
function DrawnByShopify({ saving, onSave, onDiscard }: Omit<SaveBarProps, "open">) {
  const { t } = useWords()
  useEffect(() => {
    void appBridge()?.saveBar?.show("unsaved")
    return () => void appBridge()?.saveBar?.hide("unsaved")
  }, [])
  const primary = { variant: "primary", ...(saving ? { loading: "" } : {}) }
  return (
    <ui-save-bar id="unsaved">
      <button type="button" {...primary} onClick={onSave}>
        {t("save-bar.save")}
      </button>
      <button type="button" disabled={saving} onClick={onDiscard}>
        {t("save-bar.discard")}
      </button>
    </ui-save-bar>
  )
}

/** Asks before unsaved changes are left behind. */
function LeaveQuestion() {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const answer = useRef<(leave: boolean) => void>(() => {})
  useEffect(
    () =>
      guardLeaving(() => {
        setAsking(true)
        return new Promise((resolve) => {
          answer.current = resolve
        })
      }),
    [],
  )
  const say = (leave: boolean) => {
    setAsking(false)
    answer.current(leave)
  }
  return (
    <Modal
      open={asking}
      title={t("leave.title")}
      onClose={() => say(false)}
      primaryAction={{ content: t("leave.leave"), destructive: true, onAction: () => say(true) }}
      secondaryActions={[{ content: t("leave.stay"), onAction: () => say(false) }]}
    >
      <Modal.Section>{t("leave.text")}</Modal.Section>
    </Modal>
  )
}
