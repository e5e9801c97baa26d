"""The house rules, each as a test that can fail."""
