import type { VendorFault, VendorReply } from '../../workbench/fake-vendor/vendor-fault.ts'
import type { Misbehaviour } from './descriptor.ts'

/** What a vendor's server says when it slows us down (with the seconds, if it names them), refuses, and fails. */
export interface VendorWords {
  throttled(seconds?: number): VendorReply
  refused: VendorReply
  failed: VendorReply
}

/** A misbehaviour of the contract as a fault of a fake vendor, in the vendor's words. */
export function vendorFault(how: Misbehaviour, words: VendorWords): VendorFault {
  switch (how) {
    case 'throttles':
      return { mode: 'answer', answer: words.throttled() }
    case 'throttles for 7 seconds':
      return { mode: 'answer', answer: words.throttled(7) }
    case 'refuses':
      return { mode: 'answer', answer: words.refused }
    case 'fails before':
    case 'fails after':
      return { mode: 'fail', after: how === 'fails after', answer: words.failed }
    case 'hangs before':
    case 'hangs after':
      return { mode: 'hang', after: how === 'hangs after' }
    case 'cuts before':
    case 'cuts after':
      return { mode: 'cut', after: how === 'cuts after' }
    case 'garbles':
      return { mode: 'garble' }
  }
}
