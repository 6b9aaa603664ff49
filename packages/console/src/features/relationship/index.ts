/** The part of a customer's page about how it stands to others; takes `customer` and `canEdit`. */
export const loadRelationshipsTab = async () => await import('./RelationshipsTab.vue');
