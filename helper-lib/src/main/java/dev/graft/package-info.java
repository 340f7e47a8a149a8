/**
 * What a notebook starts from: the verbs of {@code Transfer}, the catalogue in {@code Backbone},
 * the model, its head and its layers.
 */
package dev.graft;
