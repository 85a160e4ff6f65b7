package io.carillon.api.model;

/** What a person may do in a workspace; each includes what the later ones may. */
public enum Role {
    OWNER,
    EDITOR,
    APPROVER,
    VIEWER
}
