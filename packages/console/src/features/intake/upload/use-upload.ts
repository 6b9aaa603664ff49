import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { uploadFile } from './upload-file.ts';
import type { Upload, UploadOutcome } from './upload-file.ts';

/** What is being sent and how far it is. */
export interface SendState {
  readonly name: string;
  readonly size: number;
}

/** One upload at a time. */
export interface UploadControl {
  readonly sending: ShallowRef<SendState | undefined>;
  readonly sent: Ref<number>;
  /** 0 to 1. */
  readonly share: ComputedRef<number>;
  /** Seconds until everything is sent; undefined in the first moments. */
  readonly secondsLeft: ComputedRef<number | undefined>;
  readonly send: (file: File) => Promise<UploadOutcome>;
  readonly cancel: () => void;
}

const FIRST_MOMENTS = 2_000;

/** See {@link UploadControl}. Leaving the component stops the upload. */
export function useUpload(now: () => number = Date.now): UploadControl {
  const sending = shallowRef<SendState>();
  const sent = ref(0);
  const elapsed = ref(0);
  let upload: Upload | undefined;

  async function send(file: File): Promise<UploadOutcome> {
    const startedAt = now();
    sending.value = { name: file.name, size: file.size };
    sent.value = elapsed.value = 0;
    upload = uploadFile(file, (bytes) => {
      sent.value = bytes;
      elapsed.value = now() - startedAt;
    });
    const outcome = await upload.outcome;
    upload = undefined;
    sending.value = undefined;
    return outcome;
  }
  const cancel = (): void => upload?.cancel();
  onScopeDispose(cancel);
  return {
    sending,
    sent,
    share: computed(() => (sending.value && sending.value.size > 0 ? Math.min(1, sent.value / sending.value.size) : 0)),
    secondsLeft: computed(() => {
      if (!sending.value || sent.value === 0 || elapsed.value < FIRST_MOMENTS) return undefined;
      return ((sending.value.size - sent.value) * elapsed.value) / sent.value / 1000;
    }),
    send,
    cancel,
  };
}
