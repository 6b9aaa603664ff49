/** Where a customer is: province and city, the province once where they are the same (Beijing); undefined when not known. */
export function regionText(place: {
  readonly province?: string | null;
  readonly city?: string | null;
  readonly district?: string | null;
}): string | undefined {
  const parts = [place.province, place.city === place.province ? undefined : place.city];
  return parts.filter(Boolean).join(' ') || undefined;
}
