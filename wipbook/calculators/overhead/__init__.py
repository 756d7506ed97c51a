"""Overhead rates, absorption, activities, variances."""
