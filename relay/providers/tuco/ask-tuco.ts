import { askVendor } from '../call-vendor.ts'
import type { Line, ProviderContext } from '../provider.ts'
import type { TucoSettings } from './settings.ts'
import { throwRefusal } from './throw-refusal.ts'
import { tucoRequest } from './tuco-request.ts'

/** Asks Tuco something that changes nothing there; what went wrong is thrown as `Temporary` or `Permanent`. */
export async function askTuco(
  path: string,
  rest: { query?: Record<string, string>; body?: object },
  line: Line<TucoSettings>,
  context: ProviderContext,
): Promise<unknown> {
  const { url, request } = tucoRequest(path, line, rest)
  const answer = await askVendor('Tuco', url, request, context)
  return answer.status === 200 ? answer.json : throwRefusal(answer, context.now())
}
