/** Stands in for the error reporter that HubSpot's dev server would start: same members, nothing collected or sent. */
export function init(): void {}

export function captureException(): void {}

export function withScope(callback: (scope: { setTag(): void; setExtra(): void }) => void): void {
  callback({ setTag() {}, setExtra() {} })
}

export async function flush(): Promise<boolean> {
  return true
}
