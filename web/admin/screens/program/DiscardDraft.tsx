import { Modal, Text } from "@shopify/polaris"
import { useMutation } from "@tanstack/react-query"
import { useProgramChanges } from "#web/admin/api/use-program.ts"
import { notify } from "#web/admin/app-bridge.ts"
import { ChangeFailure } from "#web/admin/components/ChangeFailure.tsx"
import { useWords } from "#web/admin/words/useWords.ts"

/** Asks before the saved draft is thrown away. */
export function DiscardDraft({ revision, onClose }: { revision: number; onClose: () => void }) {
  const { t } = useWords()
  const { discard } = useProgramChanges()
  const discarding = useMutation({
    mutationFn: () => discard(revision),
    onSuccess: (refusals) => {
      if (refusals.length) return
      notify(t("program.discarded"))
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t("program.discard-title")}
      onClose={onClose}
      primaryAction={{
        content: t("program.discard"),
        destructive: true,
        loading: discarding.isPending,
        onAction: () => discarding.mutate(),
      }}
      secondaryActions={[{ content: t("cancel"), onAction: onClose }]}
    >
      <Modal.Section>
        <ChangeFailure error={discarding.error} refusals={discarding.data ?? []} />
        <Text as="p">{t("program.discard-text")}</Text>
      </Modal.Section>
    </Modal>
  )
}
