import { Page } from "@shopify/polaris"
import { Component, type ReactNode } from "react"
import { RequestError } from "#web/admin/api/request.ts"
import { FailureBanner } from "./FailureBanner.tsx"

/** Shows what went wrong in place of a screen that could not be drawn, and lets the merchant try again. */
type BoundaryProps = { children: ReactNode; onRetry: () => Promise<void> }

export class ScreenBoundary extends Component<BoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  retry = async () => {
    await this.props.onRetry()
    this.setState({ error: null })
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    // A screen's script that cannot be fetched: we were updated, or the connection is gone.
    const failure = error instanceof RequestError ? error : new RequestError("unexpected")
    return (
      <Page>
        <FailureBanner error={failure} onRetry={this.retry} />
      </Page>
    )
  }
}
